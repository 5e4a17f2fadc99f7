import type { VsCode, VsCodeWindow } from './vs-code.ts';

const files = { 'bread.jsonl': '{"prompt": "Why does bread go stale?", "output": "It dries."}\n' };

export function describeCollecting(restricted: VsCode): void {
  describe('collecting references', () => {
    let window: VsCodeWindow;
    afterEach(() => window.close());

    it('is refused where the folder is not trusted', async () => {
      window = await restricted.open(files);
      await window.page.getByRole('button', { name: /^Teacherprint, ready/ }).waitFor();
      await window.command('Teacherprint: Collect References…');
      await window.page.getByText('this folder is not trusted').first().waitFor();
      await window.screenshot('collect-restricted');
    });
  });
}
