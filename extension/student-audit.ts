/** One audit of a student, and the tab that shows it. */

import path from 'node:path';
import * as vscode from 'vscode';
import { studentViewType } from '../protocol/commands.ts';
import type { StudentFiles } from '../protocol/student-audit.ts';
import type { FromStudentPage, StudentAuditState } from '../protocol/student-page.ts';
import { AuditTab } from './audit-tab.ts';
import type { TeacherprintClient } from './client.ts';
import { parseStudentMessage } from './student-message.ts';

const page = {
  title: 'Teacherprint student audit',
  styles: ['media/tab.css', 'media/student/student.css'],
  script: 'dist/student-page.js',
};

export type StudentPageRequest = Exclude<FromStudentPage, { kind: 'ready' }>;

export interface StudentAuditOptions {
  readonly files: StudentFiles;
  readonly extensionUri: vscode.Uri;
  readonly client: TeacherprintClient;
  readonly onRequest: (request: StudentPageRequest) => void;
}

export class StudentAudit extends AuditTab<StudentAuditState, FromStudentPage> {
  readonly #client: TeacherprintClient;
  /** What the next audit compares. */
  #files: StudentFiles;
  /** What the view on the page is about. */
  #shown: StudentFiles;

  constructor({ files, extensionUri, client, onRequest }: StudentAuditOptions) {
    const name = path.posix.basename(vscode.Uri.parse(files.student).path);
    super({
      viewType: studentViewType,
      title: `Student: ${name}`,
      page,
      extensionUri,
      state: { name, progress: null, audit: null, failure: null },
      parse: parseStudentMessage,
      onRequest,
    });
    this.#client = client;
    this.#files = files;
    this.#shown = files;
  }

  get uri(): vscode.Uri {
    return vscode.Uri.parse(this.#files.student);
  }

  get files(): StudentFiles {
    return this.#files;
  }

  /** Of the view on the page, whose rows are in these. */
  get shownFiles(): StudentFiles {
    return this.#shown;
  }

  run(files: StudentFiles = this.#files): Promise<void> {
    this.#files = files;
    return this.show(async (task) => {
      const server = await this.#client.connection();
      const audit = await server.auditStudent({ files }, task);
      if (!task.token.isCancellationRequested) this.#shown = files;
      return { audit };
    });
  }
}
