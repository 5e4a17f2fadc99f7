import { exampleFiles, type VsCode, type VsCodeWindow } from './vs-code.ts';

// A profile is a file that gets parsed, so a folder that nobody trusts may not name one.
const settings = JSON.stringify({ 'teacherprint.profile': '/no/such.profile' });

export function describeTrust(trusting: VsCode, restricted: VsCode): void {
  describe('a folder that names a profile', () => {
    let window: VsCodeWindow;
    const open = async (vsCode: VsCode): Promise<void> => {
      window = await vsCode.open({
        ...(await exampleFiles()),
        '.vscode/settings.json': settings,
      });
    };
    afterEach(() => window.close());

    it('gets it where it is trusted', async () => {
      await open(trusting);
      await window.page
        .getByRole('button', { name: /^Teacherprint, failed: .*such\.profile/ })
        .waitFor();
      await window.screenshot('trusted');
    });

    it('gets the one that ships where it is not', async () => {
      await open(restricted);
      await window.page
        .getByRole('button', { name: /Restricted Mode/ })
        .first()
        .waitFor();
      await window.page.getByRole('button', { name: /^Teacherprint, ready/ }).waitFor();
      await window.goToLine(5);
      await window.page.locator('.squiggly-warning').first().waitFor();
      await window.screenshot('restricted');
    });
  });
}
