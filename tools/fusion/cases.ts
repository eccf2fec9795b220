// Queries in which words name photos, over the samples in folders as people keep them. Names say nothing (IMG_2000.jpg); folders say where, who or what for,
// and hold photos that the rest of the query does not mean. Written down before anything was ranked.

export interface Case {
  readonly words: string;
  /** Of the samples. */
  readonly expected: readonly string[];
}

export const folders: Readonly<Record<string, readonly string[]>> = {
  'Trips/China 2017': ['great-wall-of-china', 'pagoda-beijing'],
  'Trips/Japan 2018': ['boats-nagasaki', 'sushi', 'goldfish'],
  'Trips/Rome and Paris': ['colosseum-rome', 'eiffel-tower'],
  'Trips/Bavaria': ['castle-neuschwanstein', 'mountains-picos-de-europa', 'forest-stream'],
  'Trips/San Diego': ['statue-cabrillo', 'cocktail-on-beach', 'sunset-over-hills'],
  'Trips/New York 1961': ['new-york-aerial-1961', 'lincoln-memorial-at-night', 'bridge-at-night'],
  Zoo: ['koala-in-tree', 'red-panda', 'polar-bear-in-snow', 'crocodile-on-river-bank', 'parrot-lorikeet', 'kingfisher', 'owl-on-branch'],
  'Family/Rex': ['dog-german-shepherd', 'dogs-looking-out-of-window'],
  'Family/Bella': ['dog-golden-retriever'],
  'Family/Mimi': ['cat-chelsea', 'kitten-on-fence'],
  'Work/Expenses': ['receipt-bakery', 'printed-page', 'coffee-cup'],
  'Work/Screens': ['screenshot-todo-app'],
  Concerts: ['orchestra-on-stage', 'mariachi-band'],
  'Museum of flight': ['astronaut-eileen-collins', 'rocket-on-launch-pad', 'biplane-from-above', 'officer-grace-hopper'],
  Garden: ['flower-dahlia', 'honey-bee-on-aster', 'citrus-slices'],
  Home: ['pancakes', 'wine-bottle-in-living-room'],
  Downloads: ['car-white-sports', 'hot-air-balloon', 'horses-on-hill', 'soccer-ball-on-grass', 'pyramid-in-desert'],
};

/** Nothing but what a folder is called. A file's own name is asked for in measure.ts. */
export const named: readonly Case[] = [
  'Bavaria',
  'Rex',
  'Mimi',
  'Expenses',
  'Concerts',
  'San Diego',
  'Japan 2018',
  'Museum of flight',
  'zoo',
  'Garden',
].map((words) => ({
  words,
  expected: Object.entries(folders).find(([folder]) => folder.toLowerCase().endsWith(words.toLowerCase()))?.[1] ?? [],
}));

/** What a folder is called, and what is to be seen. */
export const mixed: readonly Case[] = [
  { words: 'Rex looking out of a window', expected: ['dogs-looking-out-of-window'] },
  { words: 'Mimi on a fence', expected: ['kitten-on-fence'] },
  { words: 'receipt expenses', expected: ['receipt-bakery'] },
  { words: 'coffee at work', expected: ['coffee-cup'] },
  { words: 'food in Japan', expected: ['sushi'] },
  { words: 'boats Japan', expected: ['boats-nagasaki'] },
  { words: 'fish Japan 2018', expected: ['goldfish'] },
  { words: 'a bird at the zoo', expected: ['parrot-lorikeet', 'kingfisher', 'owl-on-branch'] },
  { words: 'zoo bear', expected: ['polar-bear-in-snow'] },
  { words: 'San Diego statue', expected: ['statue-cabrillo'] },
  { words: 'a drink in San Diego', expected: ['cocktail-on-beach'] },
  { words: 'sunset San Diego', expected: ['sunset-over-hills'] },
  { words: 'bridge New York 1961', expected: ['bridge-at-night'] },
  { words: 'castle Bavaria', expected: ['castle-neuschwanstein'] },
  { words: 'a stream in Bavaria', expected: ['forest-stream'] },
  { words: 'mountains Bavaria', expected: ['mountains-picos-de-europa'] },
  { words: 'rocket museum', expected: ['rocket-on-launch-pad'] },
  { words: 'bee garden', expected: ['honey-bee-on-aster'] },
  { words: 'tower Rome and Paris', expected: ['eiffel-tower'] },
  { words: 'breakfast at home', expected: ['pancakes'] },
  { words: 'living room at home', expected: ['wine-bottle-in-living-room'] },
  { words: 'horses downloads', expected: ['horses-on-hill'] },
  { words: 'temple in China', expected: ['pagoda-beijing'] },
  { words: 'concerts trumpet', expected: ['mariachi-band'] },
];

/** A folder's word that means something to be seen, and other photos too: what is named must not drown what is meant. */
export const misleading: readonly Case[] = [
  { words: 'family dog', expected: ['dog-german-shepherd', 'dogs-looking-out-of-window', 'dog-golden-retriever'] },
  { words: 'a cat in the garden', expected: ['kitten-on-fence', 'cat-chelsea'] },
  { words: 'a balloon flight', expected: ['hot-air-balloon'] },
  { words: 'working at a computer screen', expected: ['screenshot-todo-app'] },
  { words: 'a castle like home', expected: ['castle-neuschwanstein'] },
  { words: 'a garden with horses', expected: ['horses-on-hill'] },
  { words: 'a coffee at home', expected: ['coffee-cup'] },
  { words: 'the zoo cat', expected: ['cat-chelsea', 'kitten-on-fence'] },
  { words: 'paper work', expected: ['receipt-bakery', 'printed-page'] },
  { words: 'a family on the beach', expected: ['cocktail-on-beach'] },
];
