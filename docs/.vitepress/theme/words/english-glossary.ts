/** What stands beside a term, in English. */
export const glossaryWords = {
  inTheList: 'In the list of words',
  explained: 'Where it is explained',
};
