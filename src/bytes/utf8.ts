const utf8 = new TextEncoder();

/** How many bytes the text takes in UTF-8. Half a surrogate pair counts as the replacement character that it becomes. */
export function utf8LengthBytes(text: string): number {
  let lengthBytes = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) lengthBytes += 1;
    else if (unit < 0x800) lengthBytes += 2;
    else if (isUpperHalf(unit) && isLowerHalf(text.charCodeAt(index + 1))) {
      lengthBytes += 4;
      index++;
    } else lengthBytes += 3;
  }
  return lengthBytes;
}

/** Names and ids are shorter than this, and mostly ASCII: copied here, they need no view to be made for the encoder. */
const shortText = 48;

/** Writes the text into `target` and returns where it ends; there must be room. */
export function putUtf8(text: string, target: Uint8Array, position: number): number {
  if (text.length < shortText && putAscii(text, target, position)) return position + text.length;
  return position + utf8.encodeInto(text, target.subarray(position)).written;
}

/** False where the text is not ASCII; what was written is to be written over. */
function putAscii(text: string, target: Uint8Array, position: number): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80) return false;
    target[position + index] = unit;
  }
  return true;
}

function isUpperHalf(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLowerHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
