// Deflated bytes (RFC 1951) → bytes, at once: a browser's own DecompressionStream answers later, and scripts cannot wait.
function inflate(packed) {
  let out = new Uint8Array(1 << 19), size = 0, at = 0, hold = 0, held = 0;
  const bits = (n) => {
    while (held < n) {
      if (at >= packed.length) throw new Error("ends too soon");
      hold |= packed[at++] << held;
      held += 8;
    }
    const value = hold & ((1 << n) - 1);
    hold >>>= n;
    held -= n;
    return value;
  };
  const room = (n) => {
    if (size + n <= out.length) return;
    const larger = new Uint8Array(2 * (size + n));
    larger.set(out.subarray(0, size));
    out = larger;
  };
  // A canonical code as how many words each length has, and the words in order.
  const codeOf = (lengths) => {
    const counts = new Uint16Array(16), starts = new Uint16Array(16), words = new Uint16Array(lengths.length);
    for (const length of lengths) counts[length]++;
    counts[0] = 0;
    for (let n = 1; n < 15; n++) starts[n + 1] = starts[n] + counts[n];
    lengths.forEach((length, word) => { if (length) words[starts[length]++] = word; });
    return { counts, words };
  };
  const read = ({ counts, words }) => {
    for (; held <= 16 && at < packed.length; held += 8) hold |= packed[at++] << held;
    for (let n = 1, code = 0, first = 0, index = 0; n < 16; n++) {
      code |= (hold >> (n - 1)) & 1;
      const count = counts[n];
      if (code - count < first) {
        if (n > held) throw new Error("ends too soon");
        hold >>>= n;
        held -= n;
        return words[index + code - first];
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error("no such code");
  };
  const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  const BACK = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  function described() {
    const literals = bits(5) + 257, distances = bits(5) + 1, given = bits(4) + 4, short = new Uint8Array(19), lengths = [];
    for (let k = 0; k < given; k++) short[ORDER[k]] = bits(3);
    const code = codeOf(short);
    while (lengths.length < literals + distances) {
      const word = read(code);
      if (word < 16) lengths.push(word);
      else for (let value = word === 16 ? lengths.at(-1) : 0, n = word === 16 ? 3 + bits(2) : word === 17 ? 3 + bits(3) : 11 + bits(7); n; n--) lengths.push(value);
    }
    return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
  }
  const fixed = () => [codeOf([...Array(288).keys()].map((k) => (k < 144 ? 8 : k < 256 ? 9 : k < 280 ? 7 : 8))), codeOf(Array(30).fill(5))];

  for (let last = 0; !last; ) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 3) throw new Error("no such block");
    if (kind === 0) {
      at -= held >> 3; // whole bytes that were taken ahead
      hold = held = 0;
      const n = packed[at] | (packed[at + 1] << 8);
      room(n);
      out.set(packed.subarray(at + 4, at + 4 + n), size);
      size += n;
      at += 4 + n;
      continue;
    }
    const [literals, distances] = kind === 1 ? fixed() : described();
    for (let word; (word = read(literals)) !== 256; ) {
      room(258);
      if (word < 256) { out[size++] = word; continue; }
      const n = LENGTHS[word - 257] + bits(word < 265 || word === 285 ? 0 : (word - 261) >> 2);
      const far = read(distances), back = BACK[far] + bits(far < 4 ? 0 : (far - 2) >> 1);
      if (!(back <= size)) throw new Error("reaches back too far");
      for (const end = size + n; size < end; size++) out[size] = out[size - back];
    }
  }
  return out.subarray(0, size);
}
