// Tells the stories of `window.afterimage`, which they ask within the page.
import type {} from '../../src/page/console.ts';
