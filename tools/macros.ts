import { linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';

/**
 * Turns Lingui's macros into calls, for Vite and Vitest alike. Through Babel: the native transform's binary asks for
 * Node 22 and npm, run by Node 20, leaves it out.
 * `sourceMap`: whether it says which line became which; a fifth of its time.
 */
export function macros({ sourceMap = true } = {}) {
  // Silences the plugin's advice to use the native one.
  process.env.LINGUI_SUPPRESS_BABEL_WARNING = '1';
  return babel({ presets: [linguiTransformerBabelPreset()], sourceMap });
}
