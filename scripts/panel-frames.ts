/** Pages of ours are two frames deep. Walkthroughs have such frames, too, of no extension. */

const ours = 'iframe.webview.ready[src*="extensionId=teacherprint"]';
const page = 'iframe#active-frame';

/** A view that was hidden and is shown again does not say any more what it is for. */
export const panelFrames = [`${ours}:not([src*="purpose=customEditor"])`, page] as const;
export const viewerFrames = [`${ours}:not([src*="purpose=webviewView"])`, page] as const;
