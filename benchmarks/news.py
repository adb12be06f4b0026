"""General news of the project's own writing, made anew from a seed: councils, weather, prices, matches, harvests.

It names places, people and numbers as news does, and now and then something that moves; one paragraph in twenty
tells of forces.  ``python benchmarks/news.py [CHARACTERS] [SEED]`` prints some.
"""

from __future__ import annotations

import random
import sys

TOWNS = [
    "Porto",
    "Lyon",
    "Leeds",
    "Tampa",
    "Osaka",
    "Kigali",
    "Lima",
    "Turin",
    "Galway",
    "Perth",
    "Quito",
    "Tartu",
    "Basel",
    "Cardiff",
    "Denver",
    "Krakow",
    "Pune",
    "Valencia",
    "Bergen",
    "Accra",
    "Halifax",
    "Izmir",
]
COUNTRIES = [
    "Portugal",
    "France",
    "Japan",
    "Rwanda",
    "Peru",
    "Italy",
    "Ireland",
    "Australia",
    "Estonia",
    "Poland",
    "India",
    "Norway",
    "Ghana",
    "Canada",
]
PEOPLE = [
    "Ana Ribeiro",
    "Tom Hale",
    "Keiko Mori",
    "Paul Mensah",
    "Lucia Rossi",
    "Maeve Byrne",
    "Jan Nowak",
    "Priya Nair",
    "Erik Dahl",
]
BODIES = [
    "city council",
    "regional court",
    "school board",
    "water authority",
    "transport ministry",
    "central bank",
    "health agency",
]
GOODS = ["coffee", "wheat", "steel", "cotton", "copper", "butter", "olive oil", "natural gas", "timber"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

EVERYDAY = (
    "The {body} in {town} voted {n} to {m} on Tuesday to keep the old market hall open for another {m} years.",
    "{person}, who has run the library in {town} since {year}, said that visitors had doubled over the winter.",
    "Prices of {goods} rose by {m} per cent in {month}, the fastest increase since {year}, according to the {body}.",
    "Heavy rain closed the road between {town} and {town2} for most of the morning, and {n} households had no power.",
    "The museum will show {n} paintings from {country} until the end of {month}.",
    "A study of {thousand} patients in {country} found that a short walk after meals lowered blood pressure.",
    "Shares of the {goods} trader fell by {m} per cent after it cut its forecast for the year.",
    "{town} beat {town2} by {m} goals to one in front of {thousand} spectators, with {person} scoring twice.",
    "Farmers in {country} expect the smallest {goods} harvest in {n} years after a dry spring.",
    "The railway between {town} and {town2} is to be rebuilt at a cost of {n} million euros, {person} said.",
    "{person} won the short-story prize for a tale about a ferry that never leaves the harbour of {town}.",
    "The {body} asked households to use less water while the reservoir above {town} is being repaired.",
    "About {n} pupils from {town} planted oak trees along the river in {month}.",
    "The new clinic has {n} beds and will take its first patients in {month}, its director, {person}, said.",
    "Unemployment in {country} fell to {m} per cent, while wages grew more slowly than prices.",
    "Critics called the play too long, but the theatre in {town} has sold every seat until {month}.",
    "The court in {town} ordered the company to pay {n} million dollars to its former suppliers.",
    "Scientists in {country} have described {m} species of beetle that were not known before.",
    "Passengers waited for {m} hours at the station in {town} after a signal had failed.",
    "A fire destroyed a warehouse on the edge of {town}; nobody was hurt, the mayor, {person}, said.",
    "The orchestra of {town} leaves on a tour of {country} in {month}, with {n} musicians on board two buses.",
    "Tourists spent {n} million euros in {town} last year, a third more than in {year}.",
    "{person} told reporters that talks with the {body} would go on in {month}.",
    "The price of a ticket rises to {m} euros, which the {body} says will pay for new trams.",
    "Snow is expected above {thousand} metres in {country} by Friday, and the pass near {town} stays shut.",
    "The bakery has stood on the same corner in {town} since {year} and still sells its bread by weight.",
    "Voters in {country} go to the polls in {month} to choose a new parliament of {n} seats.",
    "The app lets shoppers in {town} compare what {goods} cost in {n} stores.",
    "A cargo of {goods} arrived in {town} {m} days late because of a strike at the docks.",
    "{person} grew up in {town}, studied law in {town2} and has taught there since {year}.",
    "The festival drew {thousand} people to {town}, and the police reported no incidents.",
    "The bridge, built in {year}, will be closed at night while workers replace {n} bolts.",
    "House prices in {town} have gone up by {m} per cent since {month}, an estate agent said.",
    "The {body} in {country} wants every school to have a garden by {month} of next year.",
    "Researchers hope that the telescope near {town} will find planets around {n} nearby stars.",
    "{person}, the coach, said that the team had trained well and would travel to {town2} on Thursday.",
)
#: One paragraph in twenty is of these.
MILITARY = (
    "{country} will send {n} soldiers to {country2} in {month}, its defence minister, {person}, said.",
    "{m} frigates left the port of {town} for the Mediterranean Sea on Monday.",
    "Some {n} troops of {country} are stationed near {town}, and no more will follow, {person} said.",
)


def paragraph(chance: random.Random, sentences: int = 5) -> str:
    """Return one paragraph of general news."""
    return " ".join(chance.choice(EVERYDAY).format(**_words(chance)) for _ in range(sentences))


def report(chance: random.Random, characters: int) -> str:
    """Return a text of at least `characters` characters, cut at a paragraph's end where there are several."""
    parts: list[str] = []
    size = 0
    while size < characters:
        forces = chance.random() < 0.05
        new = chance.choice(MILITARY).format(**_words(chance)) if forces else paragraph(chance)
        parts.append(new)
        size += len(new) + 2
    return "\n\n".join(parts)


def _words(chance: random.Random) -> dict[str, object]:
    town, town2 = chance.sample(TOWNS, 2)
    country, country2 = chance.sample(COUNTRIES, 2)
    return {
        "town": town,
        "town2": town2,
        "country": country,
        "country2": country2,
        "person": chance.choice(PEOPLE),
        "body": chance.choice(BODIES),
        "goods": chance.choice(GOODS),
        "month": chance.choice(MONTHS),
        "year": chance.randint(1950, 2015),
        "n": chance.randint(11, 900),
        "m": chance.randint(2, 9),
        "thousand": f"{chance.randint(1, 60)},{chance.randint(0, 9)}00",
    }


if __name__ == "__main__":
    print(report(random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1), int((*sys.argv, "2000")[1])))  # noqa: S311
