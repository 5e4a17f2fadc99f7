/** What may be said of one teacher, by what was found. */

import { describe, expect, test } from 'vitest';
import { type Findings, thresholdFor, verdictOn } from '../../../server/student/verdict.ts';

/** A student of whom nothing speaks against a call, among 60 decoys of which the highest stands at 3.5. */
const usual = {
  prompts: 200,
  decoys: 60,
  highest: 3.5,
  z: 7,
  rank: 1 / 61,
  holm: 0.001,
  controlZ: null as number | null,
  isSameVendor: false,
};

describe('verdicts', () => {
  const cases: [name: string, change: Partial<typeof usual>, said: string][] = [
    ['far above every decoy', {}, 'consistent'],
    ['above every decoy, without a control', { z: 5.5 }, 'inconclusive/needs-control'],
    ['above every decoy, and the control is not', { z: 5.5, controlZ: 1 }, 'consistent'],
    ['hardly above decoys', { z: 3.9, controlZ: 1 }, 'inconclusive/weak'],
    ['the control stands as high', { controlZ: 4.5 }, 'inconclusive/control-too'],
    ['too little beyond the control', { controlZ: 1, holm: 0.2 }, 'inconclusive/control-too'],
    ['a decoy stands higher', { highest: 8, controlZ: 1 }, 'inconclusive/weak'],
    ['of few decoys, more is asked', { decoys: 20, z: 5.9, controlZ: 1 }, 'inconclusive/weak'],
    ['as usual', { z: 2.9 }, 'no-evidence/usual'],
    ['of the teacher’s line', { isSameVendor: true }, 'inconclusive/same-vendor'],
    ['few prompts', { prompts: 99 }, 'inconclusive/few-prompts'],
    ['few decoys', { decoys: 18 }, 'inconclusive/few-decoys'],
  ];
  for (const [name, change, said] of cases) {
    test(name, () => {
      const { highest, ...rest } = { ...usual, ...change };
      const threshold = thresholdFor(rest.decoys, highest, rest.controlZ !== null);
      const findings: Findings = { ...rest, threshold };
      const { verdict, reason } = verdictOn(findings);
      expect(reason === null ? verdict : `${verdict}/${reason}`).toBe(said);
    });
  }
});
