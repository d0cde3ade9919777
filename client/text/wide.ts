/**
 * The same keys as a text in Chinese, each with a text of its own. A language that has a singular may say it
 * beside the plural: `total_one` is taken where `total` counts one.
 */
export type Wide<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Wide<Tree[Key]>;
} & {
  readonly [Key in keyof Tree & string as Tree[Key] extends string ? `${Key}_one` : never]?: string;
};
