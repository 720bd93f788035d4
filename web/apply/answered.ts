/** What a write answered: `answered(api.POST('/v1/session', { body }))`. A refusal is thrown, so there is always something. */
export async function answered<Body>(call: Promise<{ data?: Body }>): Promise<NonNullable<Body>> {
  const { data } = await call;
  if (data === undefined || data === null)
    throw new Error('The server answered nothing where a body is promised.');
  return data;
}
