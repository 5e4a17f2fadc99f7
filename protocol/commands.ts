/** Ids that the manifest, the extension and the server share. */

/** Commands of the extension, as the palette shows them. */
export const commands = {
  scoreSelection: 'teacherprint.scoreSelection',
  auditDataset: 'teacherprint.auditDataset',
  showPanel: 'teacherprint.showPanel',
  showActions: 'teacherprint.showActions',
  explainSample: 'teacherprint.explainSample',
  chooseField: 'teacherprint.chooseField',
  openViewer: 'teacherprint.openViewer',
  selectForCompare: 'teacherprint.selectForCompare',
  compareWithSelected: 'teacherprint.compareWithSelected',
  comparePair: 'teacherprint.comparePair',
  cancelAudit: 'teacherprint.cancelAudit',
  createBaseline: 'teacherprint.createBaseline',
  updateBaseline: 'teacherprint.updateBaseline',
  pruneBaseline: 'teacherprint.pruneBaseline',
  exportSubset: 'teacherprint.exportSubset',
  collectReferences: 'teacherprint.collectReferences',
  forgetEndpointKey: 'teacherprint.forgetEndpointKey',
  fitReferences: 'teacherprint.fitReferences',
  auditLogs: 'teacherprint.auditLogs',
  exportCampaigns: 'teacherprint.exportCampaigns',
  auditStudent: 'teacherprint.auditStudent',
  exportStudentAudit: 'teacherprint.exportStudentAudit',
  setPseudonymKey: 'teacherprint.setPseudonymKey',
  openExampleLog: 'teacherprint.openExampleLog',
  exportReport: 'teacherprint.exportReport',
  openExample: 'teacherprint.openExample',
  restartServer: 'teacherprint.restartServer',
  showLog: 'teacherprint.showLog',
} as const;

/** Commands that the server runs itself (`workspace/executeCommand`), for any LSP editor. */
export const serverCommands = {
  /** Argument: `IgnoreParams`. Writes a suppression into `teacherprint.json`. */
  ignore: 'teacherprint.server.ignore',
  /** Argument: `AuditParams`. Result: `AuditView`. For editors without custom requests. */
  auditDataset: 'teacherprint.server.auditDataset',
} as const;

/** Stable diagnostic codes: a match, a leak flag, or the reason a row could not be read. */
export const diagnosticSource = 'teacherprint';
export const projectPage = 'https://github.com/teacherprint/teacherprint';
export const diagnosticDocs = `${projectPage}/blob/main/docs/diagnostics.md`;

export const panelViewId = 'teacherprint.panel';
export const datasetViewType = 'teacherprint.dataset';
export const campaignsViewType = 'teacherprint.campaigns';
export const studentViewType = 'teacherprint.student';
export const sampleScheme = 'teacherprint-sample';
/** `create` makes a baseline of what is found now, `update` adds what is new, `prune` takes away what is
 *  no longer found. */
export const baselineActions = ['create', 'update', 'prune'] as const;
export type BaselineAction = (typeof baselineActions)[number];

export const subsetModes = ['keep', 'drop'] as const;
export type SubsetMode = (typeof subsetModes)[number];

export const configFileName = 'teacherprint.json';
export const ignoreFileName = '.teacherprintignore';
export const baselineFileName = 'teacherprint-baseline.json';
