// Text of 85 plain signs → bytes: five signs hold four bytes.
function bytesOf(text) {
  const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^_|~", values = new Uint8Array(128).fill(255);
  for (let k = 0; k < 85; k++) values[signs.charCodeAt(k)] = k;
  text = text.trim();
  const bytes = new Uint8Array(Math.ceil(text.length / 5) * 4), over = bytes.length - Math.floor((text.length * 4) / 5);
  for (let at = 0, k = 0; k < text.length; k += 5) {
    let word = 0;
    for (let j = k; j < k + 5; j++) {
      const value = j < text.length ? values[text.charCodeAt(j)] : 84;
      if (!(value < 85)) throw new Error("no such sign");
      word = word * 85 + value;
    }
    bytes[at++] = word >>> 24;
    bytes[at++] = word >>> 16;
    bytes[at++] = word >>> 8;
    bytes[at++] = word;
  }
  return over ? bytes.subarray(0, bytes.length - over) : bytes;
}
