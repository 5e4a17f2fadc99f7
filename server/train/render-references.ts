export function renderReferences(_: unknown): string {
  return '';
}
