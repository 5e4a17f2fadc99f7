/** For labels of lists, where a name that is not ours, such as a file's or a key's, may look like an icon. */
export function withoutIcons(name: string): string {
  return name.replaceAll('$(', '\\$(');
}
