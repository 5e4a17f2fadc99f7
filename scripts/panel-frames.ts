/** The panel's page is two frames deep. Walkthroughs have such frames, too, of no extension. */
export const panelFrames = [
  'iframe.webview.ready[src*="extensionId=teacherprint"]',
  'iframe#active-frame',
] as const;
