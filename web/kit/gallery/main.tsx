import './sample.ts';

// The samples must stand in before the API client is made: chunks shared with the faces would run first.
void import('./start.tsx');
