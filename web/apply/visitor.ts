import { queryOptions } from '@tanstack/react-query';
import { sessionQuery } from '../kit/session.ts';

/**
 * Who visits the public pages: a session or null. Another key than the session's own, whose end sends people to
 * sign-in: here nobody need be signed in.
 */
export const visitorQuery = queryOptions({ ...sessionQuery, queryKey: ['visitor'] });
