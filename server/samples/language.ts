/** Which language a text is in. The only importer of `eld`, loaded when first needed: it is large. */

/** Enough prose to be sure, little enough to be quick. */
const charsRead = 600;
const fewestChars = 24;

const commonEnglish = new Set(
  'the of and to a in is that it for you with on as are be this your or i not have can by from at an was if but they will which'.split(
    ' ',
  ),
);
/** Share of these words above which a text is English without asking further; other languages
 *  written in Latin letters stay below a twentieth. */
const surelyEnglish = 0.2;

/** ISO 639-1 code, null if the text is too short or its language cannot be told reliably. */
export async function detectLanguage(text: string): Promise<string | null> {
  const prose = proseOf(text);
  if (looksEnglish(prose)) return 'en';
  if (prose.length < fewestChars) return null;
  const { eld } = await import('eld/extrasmall');
  const found = eld.detect(prose);
  return found.language !== '' && found.isReliable() ? found.language : null;
}

function looksEnglish(prose: string): boolean {
  const words = prose.toLowerCase().split(/[^a-z']+/);
  if (words.length < 6) return false;
  const common = words.filter((word) => commonEnglish.has(word)).length;
  return common / words.length >= surelyEnglish;
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
