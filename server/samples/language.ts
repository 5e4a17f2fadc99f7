/** Which language a text is in. The only importer of `eld`, loaded when first needed: it is large. */

/** Enough prose to be sure, little enough to be quick. */
const charsRead = 400;
const fewestChars = 24;

const commonEnglish =
  'the of and to a in is that it for you with on as are be this your or i not have can by from at an was if but they will which';
const longestCommon = 5;
/** Share of these words above which a text is English without asking further; other languages
 *  written in Latin letters stay below a twentieth. */
const surelyEnglish = 0.2;
const fewestWords = 6;

/** ISO 639-1 code, null if the text is too short or its language cannot be told reliably. */
export async function detectLanguage(text: string): Promise<string | null> {
  const prose = proseOf(text);
  if (looksEnglish(prose)) return 'en';
  if (prose.length < fewestChars) return null;
  const { eld } = await import('eld/extrasmall');
  const found = eld.detect(prose);
  return found.language !== '' && found.isReliable() ? found.language : null;
}

const commonCodes = new Set(commonEnglish.split(' ').map(codeOf));

/** A number for a word of few letters: five bits each. */
function codeOf(word: string): number {
  let code = 0;
  for (let at = 0; at < word.length; at++) code = (code << 5) | letterOf(word.charCodeAt(at));
  return code;
}

/** 1 to 26 for Latin letters of either case, 27 for an apostrophe, else 0. */
function letterOf(unit: number): number {
  if (unit === 0x27) return 27;
  const letter = (unit | 0x20) - 0x60;
  return letter >= 1 && letter <= 26 ? letter : 0;
}

/** A loop instead of `split`: this is asked about every text, and about most nothing else. */
function looksEnglish(prose: string): boolean {
  let words = 0;
  let common = 0;
  let start = 0;
  let code = 0;
  for (let at = 0; at <= prose.length; at++) {
    const letter = at < prose.length ? letterOf(prose.charCodeAt(at)) : 0;
    if (letter > 0) {
      code = (code << 5) | letter;
      continue;
    }
    if (at > start) {
      words++;
      if (at - start <= longestCommon && commonCodes.has(code)) common++;
    }
    start = at + 1;
    code = 0;
  }
  return words >= fewestWords && common / words >= surelyEnglish;
}

/** The start of the text without fenced code, which is in no language. */
function proseOf(text: string): string {
  let prose = '';
  let at = 0;
  while (at < text.length && prose.length < charsRead) {
    const fence = text.indexOf('```', at);
    const end = fence < 0 ? text.length : fence;
    prose += text.slice(at, Math.min(end, at + charsRead - prose.length));
    if (fence < 0) break;
    const close = text.indexOf('```', fence + 3);
    if (close < 0) break;
    at = close + 3;
  }
  return prose.trim();
}
