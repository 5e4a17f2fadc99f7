/** The questions of *Audit Student Model*: whose answers are in which file. */

import path from 'node:path';
import * as vscode from 'vscode';
import type { AnswersView, StudentFiles, TeacherFile } from '../protocol/student-audit.ts';
import { vendorOf } from '../protocol/student-words.ts';
import { count } from '../protocol/words.ts';
import { askFiles, type FilesQuestion } from './ask-files.ts';
import type { Parts } from './parts.ts';
import { recallStudentFiles } from './recall-student-files.ts';
import { type Move, type Place, runSteps, type Step } from './run-steps.ts';
import { askList, askText } from './wizard.ts';
import { withoutIcons } from './without-icons.ts';

export interface StudentStart {
  /** Undefined: it is asked for. */
  readonly student: vscode.Uri | undefined;
  /** Whether an audit of the same files may do. */
  readonly offersSame: boolean;
}

/** Null: the user changed their mind. */
export async function askStudentFiles(
  parts: Parts,
  start: StudentStart,
): Promise<StudentFiles | null> {
  const questions = new Questions(parts, start);
  return (await runSteps('Audit Student Model', questions.steps)) ? questions.files() : null;
}

class Questions {
  readonly #parts: Parts;
  readonly steps: readonly Step[];
  #student: vscode.Uri | null;
  #isSame = false;
  #before: StudentFiles | null = null;
  #teachers: readonly vscode.Uri[] = [];
  /** By URI; of files that are no teachers any more, too. */
  readonly #names = new Map<string, string>();
  #decoys: readonly vscode.Uri[] = [];
  #control: vscode.Uri | null = null;
  #lineage: string | null = null;

  constructor(parts: Parts, start: StudentStart) {
    this.#parts = parts;
    this.#student = start.student ?? null;
    // Steps are counted for the user, so what is known to be skipped is none.
    const isNew = start.student !== undefined && !this.#recall(start.student);
    this.steps = [
      ...(start.student === undefined ? [(place: Place) => this.#askStudent(place)] : []),
      ...(isNew || !start.offersSame ? [] : [(place: Place) => this.#askWhetherSame(place)]),
      ...[
        (place: Place) => this.#askTeachers(place),
        (place: Place) => this.#askNames(place),
        (place: Place) => this.#askDecoys(place),
        (place: Place) => this.#askControl(place),
        (place: Place) => this.#askLineage(place),
      ].map(
        (ask) => (place: Place) => (this.#isSame ? Promise.resolve('skip' as const) : ask(place)),
      ),
    ];
  }

  files(): StudentFiles {
    if (this.#isSame) return this.#before!;
    return {
      student: this.#student!.toString(),
      teachers: this.#named(this.#teachers),
      control: this.#control?.toString() ?? null,
      decoys: this.#decoys.map(String),
      lineage: this.#lineage,
    };
  }

  #named(teachers: readonly vscode.Uri[]): TeacherFile[] {
    return teachers.map((file) => {
      const uri = file.toString();
      return { uri, name: this.#names.get(uri) ?? '' };
    });
  }

  #askStudent(place: Place): Promise<Move> {
    return this.#askForFiles(place, {
      placeholder: 'Which file has the student’s answers? Rows need a prompt and an answer',
      many: false,
      chosen: [],
      onAnswer: ([student]) => {
        this.#student = student!;
      },
    });
  }

  async #askWhetherSame(place: Place): Promise<Move | 'skip'> {
    this.#isSame = false;
    if (!this.#recall(this.#student!)) return 'skip';
    const before = this.#before!;
    const names = before.teachers.map(({ name }) => withoutIcons(name)).join(', ');
    return askList<boolean>(place, {
      placeholder: `${nameOf(this.#student!)} was audited before. What is it to be compared with?`,
      items: [
        {
          label: 'The same as before',
          description: `${names}; ${count(before.decoys.length, 'file')} of decoys; ${before.control === null ? 'no control' : 'a control'}`,
          value: true,
        },
        { label: 'Other files…', value: false },
      ],
      chosen: null,
      onAnswer: ([same]) => {
        this.#isSame = same === true;
      },
    });
  }

  /** Begins with what was chosen before; false: nothing was. */
  #recall(student: vscode.Uri): boolean {
    if (this.#before?.student === student.toString()) return true;
    this.#before = recallStudentFiles(this.#parts.memory, student);
    if (this.#before === null) return false;
    const { teachers, decoys, control, lineage } = this.#before;
    const parse = (uri: string): vscode.Uri => vscode.Uri.parse(uri);
    for (const { uri, name } of teachers) this.#names.set(uri, name);
    this.#teachers = teachers.map(({ uri }) => parse(uri));
    this.#decoys = decoys.map(parse);
    this.#control = control === null ? null : parse(control);
    this.#lineage = lineage;
    return true;
  }

  #askTeachers(place: Place): Promise<Move> {
    return this.#askForFiles(place, {
      placeholder: 'Which files have the candidate teachers’ answers, one file each?',
      many: true,
      chosen: this.#teachers,
      onAnswer: (teachers) => {
        this.#teachers = teachers;
      },
    });
  }

  /** One after the other; the way back leads through all of them. */
  async #askNames(place: Place): Promise<Move> {
    for (let at = 0; at < this.#teachers.length;) {
      const move = await this.#askName({ ...place, hasBack: true }, this.#teachers[at]!);
      if (move === 'cancel' || (move === 'back' && at === 0)) return move;
      at += move === 'back' ? -1 : 1;
    }
    return 'next';
  }

  async #askName(place: Place, file: vscode.Uri): Promise<Move> {
    const uri = file.toString();
    return askText(place, {
      prompt: `Whose answers are in ${nameOf(file)}? Write the vendor, or vendor/version if there are several of a vendor`,
      value: this.#names.get(uri) ?? (await this.#proposeName(file)),
      placeholder: 'gpt, or gpt/gpt-4',
      onAnswer: (name) => {
        if (vendorOf(name) === '') return 'Name the vendor.';
        const others = this.#named(this.#teachers.filter((other) => other !== file));
        if (others.some((other) => other.name === name)) return 'Another candidate is called that.';
        this.#names.set(uri, name);
        return null;
      },
    });
  }

  /** As the rows say; the name of the file if they do not. */
  async #proposeName(file: vscode.Uri): Promise<string> {
    const server = await this.#parts.client.connection();
    const { family, model } = await server
      .describeAnswers({ uri: file.toString() })
      // The audit says what is wrong with a file.
      .catch((): AnswersView => ({ family: null, model: null }));
    if (family !== null && model !== null && model.toLowerCase() !== family) {
      return `${family}/${model}`;
    }
    return family ?? model ?? nameOf(file).replace(/\..*$/, '');
  }

  #askDecoys(place: Place): Promise<Move> {
    return this.#askForFiles(place, {
      placeholder: 'Which files have answers of other models? 19 models or more, as many as can be',
      many: true,
      chosen: this.#decoys,
      onAnswer: (decoys) => {
        this.#decoys = decoys;
      },
    });
  }

  #askControl(place: Place): Promise<Move> {
    return this.#askForFiles(place, {
      placeholder: 'Is there a control, a model of the same base that had another teacher or none?',
      many: false,
      none: '$(circle-slash) No control',
      chosen: this.#control === null ? [] : [this.#control],
      onAnswer: ([control]) => {
        this.#control = control ?? null;
      },
    });
  }

  #askLineage(place: Place): Promise<Move> {
    const vendors = [...new Set(this.#named(this.#teachers).map(({ name }) => vendorOf(name)))];
    return askList<string | null>(place, {
      placeholder:
        'Is the student’s base a model of one of these vendors? Likeness to it is lineage',
      items: [
        { label: '$(circle-slash) Of none of them, or not known', value: null },
        ...vendors.map((vendor) => ({ label: withoutIcons(vendor), value: vendor })),
      ],
      chosen: null,
      onAnswer: ([vendor = null]) => {
        this.#lineage = vendor;
      },
    });
  }

  #askForFiles(
    place: Place,
    question: Omit<FilesQuestion, 'taken' | 'none'> & { readonly none?: string },
  ): Promise<Move> {
    const own = new Set(question.chosen.map(String));
    const named = [this.#student, ...this.#teachers, ...this.#decoys, this.#control];
    const taken = named.filter((uri) => uri !== null && !own.has(uri.toString()));
    return askFiles(place, { none: null, ...question, taken: taken as vscode.Uri[] });
  }
}

function nameOf(file: vscode.Uri): string {
  return path.posix.basename(file.path);
}
