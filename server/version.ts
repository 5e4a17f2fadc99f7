import manifest from '../package.json' with { type: 'json' };

/** Version of the program, as reports and the language server give it. */
export const { version } = manifest;
