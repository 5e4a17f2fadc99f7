/** Texts that mean harm, for properties of everything that shows texts. */

import fc from 'fast-check';

/** What a terminal obeys, and what shows something else than what is there. */
export const unsafe =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

const pieces = [
  '\u001b[2J',
  '\u001b]52;c;aGk=\u0007',
  '\u009b31m',
  '\r\n',
  '\u202eevil\u202c',
  '\u200b\u00ad\u3164\ufe0f',
  '\ud83e',
  '\u{e0041}\u{e007f}',
  '\u2028\u2029\u0085',
  '```',
  '`` ` ``',
  '![x](http://127.0.0.1/x.png)',
  '[x](command:evil)',
  '<img src=x onerror=alert(1)>',
  '<!-- ',
  '&lt;b&gt;',
  '\\`',
  'http://127.0.0.1/ www.example.org a@example.org',
  '**x** _y_ ~~z~~ $(x) | x',
  '- x',
  '# x',
  '    x',
];

export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));
