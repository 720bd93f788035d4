export { demoTasks } from './tasks.ts';
export { testClockRoutes } from './test-clock.routes.ts';
export { useTimers } from './test-clock.ts';
