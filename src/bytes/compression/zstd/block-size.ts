/** No block decodes to more (RFC 8878, 3.1.1.2.4). */
export const maximalBlockBytes = 131072;
