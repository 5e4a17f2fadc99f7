/** What the process's exit status says. */
export const exitCodes = {
  clean: 0,
  /** Findings at or above `--fail-on`. */
  findings: 1,
  /** Wrong use or configuration. */
  usage: 2,
  /** No sample could be analyzed. */
  nothingAnalyzed: 3,
  /** A mistake of ours; not 1, which Node would choose and which means findings. */
  bug: 70,
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
