"""The reports of the tests' corpus, in our own words: id, day, publisher, text."""

from __future__ import annotations

REPORTS = [
    ("a", "2022-02-02", "Desk One", "The United States will send 1,700 soldiers from Fort Bragg to Poland, the Pentagon said on Wednesday."),
    ("b", "2022-02-02", "Desk Two", "About 1,700 American soldiers will go from Fort Bragg to Poland this week, officials said."),
    ("c", "2022-02-03", "Desk One", "Some 900 American troops are already in Romania. No U.S. forces will be sent to Ukraine."),
    ("d", "2022-02-03", "Desk Two", "Up to 350 German soldiers could follow to Lithuania, the minister said on Thursday."),
    ("e", "2022-03-01", "Desk One", "Russia moved 3,000 troops from Belgorod to Belarus on Monday, the ministry said."),
    ("f", "2022-03-02", "Desk Two", "The weather was fine and the match ended without a goal, spectators said afterwards."),
    ("g", None, "Desk Two", "Britain deployed 600 Royal Marines to Norway for an exercise."),
    ("h", "2022-03-05", "Desk One", "France sent four Rafale fighter jets to Lithuania on Friday."),
    ("j", "2022-03-07", "Desk One", "The 173rd Airborne Brigade arrived in Lithuania on Monday, a spokesman said."),
    ("k", "2022-04-04", "Desk Two", "The 173rd Airborne Brigade arrived in Poland on Monday, a spokesman said."),
    ("i", "2022-04-01", "Desk One", "Die Bundeswehr verlegt 500 Soldaten nach Litauen, sagte der Minister am Mittwoch in Berlin."),
]  # fmt: skip
