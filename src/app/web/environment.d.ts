/** What the bundler adds to the language: style sheets as imports and `import.meta.glob`. */
import 'vite/client';
