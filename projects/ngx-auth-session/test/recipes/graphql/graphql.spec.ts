import { authInterceptor } from '../../../src/public-api';
import { failure, watch } from '../../support/outcome';
import { authorization, AuthWorld, bearer, REFRESH, setupAuth } from '../../support/setup-auth';
import { graphqlInterceptor } from './graphql';

const answer = (code: string) => ({ data: null, errors: [{ extensions: { code } }] });

describe('recipe for GraphQL', () => {
  let world: AuthWorld;
  const query = () => watch(world.http.post('/graphql', { query: '{ orders { id } }' }));

  beforeEach(async () => {
    world = setupAuth({ interceptors: [authInterceptor, graphqlInterceptor] });
    await world.signIn();
  });

  it('F13 refreshes and replays a query that gets UNAUTHENTICATED', async () => {
    const outcome = query();
    await world.answer('/graphql', answer('UNAUTHENTICATED'));
    await world.flushRefresh();
    expect(authorization(await world.answer('/graphql', { data: {} }))).toBe(bearer(2));
    expect(outcome.values).toEqual([{ data: {} }]);
  });

  it('F13 fails with a 401 if the replay gets UNAUTHENTICATED too', async () => {
    const outcome = query();
    await world.answer('/graphql', answer('UNAUTHENTICATED'));
    await world.flushRefresh();
    await world.answer('/graphql', answer('UNAUTHENTICATED'));
    expect(failure(outcome)).toEqual({ status: 401 });
  });

  it('F13 passes on every other answer', async () => {
    const outcome = query();
    await world.answer('/graphql', answer('FORBIDDEN'));
    world.controller.expectNone(REFRESH);
    expect(outcome.values).toEqual([answer('FORBIDDEN')]);
  });
});
