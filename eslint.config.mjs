import tseslint from 'typescript-eslint';

const bannedSyntax = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: one name per thing.' },
  {
    selector: 'BinaryExpression[operator="instanceof"][right.name="UserError"]',
    message: 'Use isUserError: every bundle has a class of its own.',
  },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'artifacts/', '.cache/', '**/*.mjs', '*.config.ts'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...bannedSyntax],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Numbers and booleans are safe to print; everything else must be made a string on purpose.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Indexed reads are checked by noUncheckedIndexedAccess; in tight loops over typed arrays
      // the index is in range by construction and `!` says so.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['server/engine/**'],
    rules: {
      // The lib types cannot hide these two, and either would make a verdict unrepeatable.
      'no-restricted-globals': ['error', 'Date'],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
    },
  },
  // Matchers such as `expect.any` are typed as any on purpose.
  { files: ['test/**'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off' } },
  { files: ['server/cli/**', 'server/train/**', 'bench/**'], rules: { 'no-console': 'off' } },
);
