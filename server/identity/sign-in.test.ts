import type { FastifyInstance } from 'fastify';
import { Secret, TOTP } from 'otpauth';
import decodeQR from 'qr/decode.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { browserOf, openWorld, PASSWORD, signIn, type World } from '../../test/world.ts';
import { LIMITS } from './sign-in.rules.ts';

let world: World;
let app: FastifyInstance;
beforeAll(async () => {
  world = await openWorld();
  app = await world.http();
});
afterAll(async () => {
  await app.close();
  await world.close();
});

const START = '2026-01-15T06:00:00.000Z';
beforeEach(() => world.moveTo(START));

type Attempt = { email: string; password?: string; code?: string; from?: string };

async function attempt({ from = '198.51.100.1', ...payload }: Attempt) {
  return app.inject({
    method: 'POST',
    url: '/v1/session',
    remoteAddress: from,
    payload: { password: PASSWORD, ...payload },
  });
}
const fail = (email: string, from?: string) =>
  attempt({ email, password: 'not the password', ...(from && { from }) });

async function owner() {
  return world.person(await world.reseller(), ['owner']);
}

function later(minutes: number, seconds = 0): void {
  world.moveTo(new Date(world.now().getTime() + (minutes * 60 + seconds) * 1000).toISOString());
}

describe('e-mail and password', () => {
  test('an unknown address and a wrong password answer alike', async () => {
    const { email } = await owner();
    const [unknown, wrong] = [
      await fail('nobody@world.example', '198.51.100.9'),
      await fail(email, '198.51.100.9'),
    ];
    expect(unknown.statusCode).toBe(401);
    expect(unknown.json()).toEqual(wrong.json());
    expect(unknown.json().code).toBe('wrong_sign_in');
    expect(unknown.cookies).toEqual([]);
  });

  test('an unknown address takes the time of a hash', async () => {
    const { email } = await owner();
    await fail(email);
    const timed = async (address: string) => {
      const start = performance.now();
      await fail(address, `192.0.2.${known.length + unknown.length}`);
      return performance.now() - start;
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let i = 0; i < 12; i += 1) {
      known.push(await timed(email));
      unknown.push(await timed('nobody@world.example'));
    }
    // The shortest of each: whatever else this machine does can only add.
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test('somebody without a password, or without an organization, does not get in', async () => {
    const invited = await world.person(await world.reseller(), ['owner'], { password_hash: undefined });
    expect((await attempt({ email: invited.email })).json().code).toBe('wrong_sign_in');
    const person = await owner();
    await world.system((ctx) =>
      ctx.db
        .updateTable('identity.membership')
        .set({ ended_at: ctx.now })
        .where('person_id', '=', person.id)
        .execute(),
    );
    expect((await attempt({ email: person.email })).json()).toMatchObject({
      status: 403,
      code: 'not_allowed',
    });
  });
});

describe('the lock', () => {
  test('after five failures here, the right password is refused too, until the window has passed', async () => {
    const { email } = await owner();
    for (let i = 0; i < LIMITS.perEmailAndNetwork; i += 1) expect((await fail(email)).statusCode).toBe(401);
    const locked = await attempt({ email });
    expect(locked.json()).toMatchObject({ status: 429, code: 'locked_out' });
    expect(locked.headers['retry-after']).toBe('900');
    later(LIMITS.windowMinutes, 1);
    expect((await attempt({ email })).statusCode).toBe(200);
  });

  test('a stranger who hammers an address never shuts its owner out', async () => {
    const { email } = await owner();
    for (let i = 0; i < 12; i += 1) await fail(email, '203.0.113.66');
    expect((await fail(email, '203.0.113.66')).json().code).toBe('locked_out');
    expect((await attempt({ email, from: '198.51.100.77' })).statusCode).toBe(200);
    for (let i = 1; i < LIMITS.perEmailAndNetwork; i += 1) await fail(email, '198.51.100.77');
    expect((await attempt({ email, from: '198.51.100.77' })).statusCode).toBe(200);
  });

  test('moving within one IPv6 network is no way around it', async () => {
    const { email } = await owner();
    for (let i = 1; i <= 5; i += 1) await fail(email, `2001:db8:9:9::${i}`);
    expect((await attempt({ email, from: '2001:db8:9:9:ffff::1' })).json().code).toBe('locked_out');
    expect((await attempt({ email, from: '2001:db8:9:a::1' })).statusCode).toBe(200);
  });

  test('a success starts the count anew', async () => {
    const { email } = await owner();
    const from = '198.51.100.30';
    for (let round = 0; round < 3; round += 1) {
      for (let i = 1; i < LIMITS.perEmailAndNetwork; i += 1) await fail(email, from);
      later(0, 1);
      expect((await attempt({ email, from })).statusCode).toBe(200);
      later(0, 1);
    }
  });

  test('one network that tries many addresses is shut out, and nobody else', async () => {
    const { email } = await owner();
    const from = '203.0.113.99';
    await world.system(async ({ db, now }) => {
      const values = Array.from({ length: LIMITS.perNetwork }, (_, i) => ({
        email: `x${i}@world.example`,
        address: from,
        succeeded: false,
        attempted_at: now,
      }));
      await db.insertInto('identity.sign_in_attempt').values(values).execute();
    });
    expect((await attempt({ email, from })).json()).toMatchObject({
      code: 'locked_out',
      detail: expect.stringContaining('your network'),
    });
    expect((await attempt({ email })).statusCode).toBe(200);
  });

  test('ten attempts at once are ten, not one', async () => {
    const { email } = await owner();
    const answers = await Promise.all(Array.from({ length: 10 }, () => fail(email, '198.51.100.44')));
    const codes = answers.map((answer) => answer.json().code);
    expect(codes.filter((code) => code === 'wrong_sign_in')).toHaveLength(LIMITS.perEmailAndNetwork);
    expect(codes.filter((code) => code === 'locked_out')).toHaveLength(10 - LIMITS.perEmailAndNetwork);
  });
});

describe('a second factor', () => {
  const post = (url: string, headers: Record<string, string>, payload: object) =>
    app.inject({ method: 'POST', url, headers, payload });

  async function enabled() {
    const person = await owner();
    const browser = await signIn(app, person.email);
    const { secret } = (await post('/v1/session/second-factor', browser, { password: PASSWORD })).json();
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = () => totp.generate({ timestamp: world.now().getTime() });
    const { recovery_codes } = (
      await post('/v1/session/second-factor/confirm', browser, { code: code() })
    ).json();
    later(0, 30);
    return { ...person, browser, code, recovery_codes: recovery_codes as string[] };
  }

  test('is set up by password, picture and a first code', async () => {
    const person = await owner();
    const browser = await signIn(app, person.email);
    const refused = await post('/v1/session/second-factor', browser, { password: 'not the password' });
    expect(refused.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/password' }] });
    const started = (await post('/v1/session/second-factor', browser, { password: PASSWORD })).json();
    expect(started.url).toBe(
      `otpauth://totp/Caravan:${encodeURIComponent(person.email)}?issuer=Caravan&secret=${started.secret}&algorithm=SHA1&digits=6&period=30`,
    );
    expect(textOf(started.qr_svg)).toBe(started.url);
    expect((await attempt({ email: person.email })).statusCode).toBe(200);
    const wrong = await post('/v1/session/second-factor/confirm', browser, { code: '000000' });
    expect(wrong.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/code' }] });
    const code = new TOTP({ secret: Secret.fromBase32(started.secret) }).generate({
      timestamp: world.now().getTime(),
    });
    const confirmed = await post('/v1/session/second-factor/confirm', browser, { code });
    expect(new Set(confirmed.json().recovery_codes).size).toBe(10);
    const state = await app.inject({ url: '/v1/session/second-factor', headers: browser });
    expect(state.json()).toMatchObject({ enabled: true, recovery_codes_left: 10 });
    expect((await app.inject({ url: '/v1/session', headers: browser })).json().second_factor).toBe(true);
  });

  test('is asked for after the right password alone', async () => {
    const { email, code } = await enabled();
    expect((await fail(email)).json().code).toBe('wrong_sign_in');
    expect((await attempt({ email })).json()).toMatchObject({ status: 401, code: 'code_required' });
    expect((await attempt({ email, code: code() })).statusCode).toBe(200);
  });

  test('takes a code once, and one of a phone that is a step off', async () => {
    const { email, code } = await enabled();
    const now = code();
    expect((await attempt({ email, code: `${now.slice(0, 3)} ${now.slice(3)}` })).statusCode).toBe(200);
    expect((await attempt({ email, code: now })).json().code).toBe('wrong_sign_in');
    later(0, 60);
    const early = code();
    later(0, 30);
    expect((await attempt({ email, code: early })).statusCode).toBe(200);
    later(2);
    expect((await attempt({ email, code: early })).json().code).toBe('wrong_sign_in');
  });

  test('wrong codes count as failures', async () => {
    const { email, code } = await enabled();
    for (let i = 0; i < LIMITS.perEmailAndNetwork; i += 1)
      await attempt({ email, code: '000000', from: '198.51.100.55' });
    expect((await attempt({ email, code: code(), from: '198.51.100.55' })).json().code).toBe('locked_out');
  });

  test('each recovery code opens once, until they are renewed', async () => {
    const { email, browser, recovery_codes } = await enabled();
    const [first = '', second = ''] = recovery_codes;
    expect((await attempt({ email, code: first.toLowerCase() })).statusCode).toBe(200);
    expect((await attempt({ email, code: first })).json().code).toBe('wrong_sign_in');
    const renewed = (
      await post('/v1/session/second-factor/recovery-codes', browser, { password: PASSWORD })
    ).json().recovery_codes;
    expect(renewed).toHaveLength(10);
    expect((await attempt({ email, code: second })).json().code).toBe('wrong_sign_in');
    expect((await attempt({ email, code: renewed[0] })).statusCode).toBe(200);
  });

  test('is turned off by the password', async () => {
    const { email, browser } = await enabled();
    expect((await post('/v1/session/second-factor', browser, { password: PASSWORD })).json()).toMatchObject({
      status: 409,
      code: 'already_exists',
    });
    expect(
      (await post('/v1/session/second-factor/disable', browser, { password: 'not the password' })).statusCode,
    ).toBe(422);
    expect(
      (await post('/v1/session/second-factor/disable', browser, { password: PASSWORD })).statusCode,
    ).toBe(204);
    expect((await attempt({ email })).statusCode).toBe(200);
  });

  test('its secrets are never kept for a replay of the answer', async () => {
    const person = await owner();
    const browser = { ...(await signIn(app, person.email)), 'idempotency-key': 'the-same' };
    const [first, second] = [
      await post('/v1/session/second-factor', browser, { password: PASSWORD }),
      await post('/v1/session/second-factor', browser, { password: PASSWORD }),
    ];
    expect(second.json().secret).not.toBe(first.json().secret);
    const kept = await world.system(({ db }) =>
      db.selectFrom('base.idempotency_key').selectAll().where('key', '=', 'the-same').execute(),
    );
    expect(kept).toEqual([]);
  });
});

describe('access', () => {
  test('the browser’s answer carries no token, only the cookie', async () => {
    const { email } = await owner();
    const answer = await attempt({ email });
    const { cookie } = browserOf(answer);
    expect(answer.body).not.toContain(cookie.split('=')[1]);
  });
});

/** Reads a QR code's SVG as a camera would: a picture of its dots, six pixels each. */
function textOf(svg: string): string {
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]) * 6;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [x, y] of dotsOf(svg)) {
    for (let row = y * 6; row < y * 6 + 6; row += 1)
      data.fill(0, (row * width + x * 6) * 4, (row * width + x * 6 + 6) * 4);
  }
  return decodeQR({ width, height: width, data });
}

/** The path draws one square after another: `M` names its place, `m` says how far from the one before. */
function* dotsOf(svg: string): Generator<[x: number, y: number]> {
  let [x, y] = [0, 0];
  for (const [, move, dx, dy] of svg.matchAll(/([Mm])(-?\d+) (-?\d+)h1v1/g)) {
    [x, y] = move === 'M' ? [Number(dx), Number(dy)] : [x + Number(dx), y + Number(dy)];
    yield [x, y];
  }
}
