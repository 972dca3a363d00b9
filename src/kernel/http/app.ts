import type { FastifyBaseLogger, FastifyInstance, RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Act, Actor } from '../database/act.ts';
import type { House } from './house.ts';

export type App = FastifyInstance<RawServerDefault, RawRequestDefaultExpression, RawReplyDefaultExpression, FastifyBaseLogger, ZodTypeProvider>;

/** A room's routes, put up by `app/rooms.ts`. */
export type Routes = (app: App, house: House) => void | Promise<void>;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set by the identity room before the handler runs, absent on open routes. */
    actor: Actor | null;
    /** Does the work as the actor in one transaction. A write that leaves no audit line is undone. @throws {Problem} session-required */
    act<T>(work: (act: Act) => Promise<T>): Promise<T>;
  }
  interface FastifyContextConfig {
    /** Open to people who are not signed in. */
    open?: boolean;
    /** Changes how somebody signs in, or lets others in: asks for a password or second factor shown in the last five minutes. */
    fresh?: boolean;
    /** May be one among the many calls of `POST /api/calls`: JSON in and out, harmless when made again. Without it, it is reached alone. */
    inCalls?: boolean;
  }
}
