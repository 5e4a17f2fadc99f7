/** Pages of ours are two frames deep. Walkthroughs have such frames, too, of no extension. */

const ours = 'iframe.webview.ready[src*="extensionId=teacherprint"]';
const page = 'iframe#active-frame';

export const panelFrames = [ours, page] as const;
/** As long as both were never hidden: a page that is shown again does not say what it is for. */
export const panelBesideViewerFrames = [`${ours}[src*="purpose=webviewView"]`, page] as const;
export const viewerFrames = [`${ours}:not([src*="purpose=webviewView"])`, page] as const;
