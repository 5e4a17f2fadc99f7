/** The one wrapper around every handler: cancellation, errors, and what the client hears of them. */

import {
  type CancellationToken,
  type DiagnosticServerCancellationData,
  LSPErrorCodes,
  ErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { isUserError } from '../dataset/user-error.ts';
import { Outdated } from './document-analysis.ts';
import type { Session } from './session.ts';

export type Handler<Params, Result> = (
  session: Session,
  params: Params,
  signal: AbortSignal,
) => Promise<Result>;

/** For a request that the client had better repeat: things changed while it was answered. */
export class AskAgain extends Error {}

/** For what editors ask by themselves, often: a failure is logged and answered by a harmless value. */
export function answer<Params, Result>(
  session: Session,
  name: string,
  fallback: Result,
  handler: Handler<Params, Result>,
) {
  return run(session, handler, (error): Result => {
    session.connection.console.error(`${name}: ${describe(error)}`);
    return fallback;
  });
}

/** For what a person asked for: a failure is theirs to see. */
export function answerOrFail<Params, Result>(
  session: Session,
  name: string,
  handler: Handler<Params, Result>,
) {
  return run(session, handler, (error): ResponseError<never> => {
    if (!isUserError(error)) {
      session.connection.console.error(`${name}: ${describe(error)}`);
    }
    const message = error instanceof Error ? error.message : String(error);
    return new ResponseError<never>(ErrorCodes.InternalError, message);
  });
}

function run<Params, Result, Failure>(
  session: Session,
  handler: Handler<Params, Result>,
  onError: (error: unknown) => Failure,
) {
  return async (
    params: Params,
    token: CancellationToken,
  ): Promise<Result | Failure | ResponseError<never>> => {
    const controller = new AbortController();
    const cancelled = new Error('cancelled');
    if (token.isCancellationRequested) controller.abort(cancelled);
    const subscription = token.onCancellationRequested(() => {
      controller.abort(cancelled);
    });
    try {
      return await session.during(() => handler(session, params, controller.signal));
    } catch (error) {
      if (controller.signal.aborted) {
        return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
      }
      if (error instanceof Outdated) {
        return new ResponseError<never>(LSPErrorCodes.ContentModified, error.message);
      }
      if (error instanceof AskAgain) {
        const data: DiagnosticServerCancellationData = { retriggerRequest: true };
        const response = new ResponseError(LSPErrorCodes.ServerCancelled, error.message, data);
        // The types allow data only where a request has some of its own.
        return response as ResponseError<never>;
      }
      return onError(error);
    } finally {
      subscription.dispose();
    }
  };
}

/** For the log: a sentence, or a bug with its stack. */
export function describe(error: unknown): string {
  if (isUserError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
