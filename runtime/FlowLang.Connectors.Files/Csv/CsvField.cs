namespace FlowLang.Connectors.Files;

/// <summary>Where a field lies in the buffer; quotes are outside of it, doubled quotes still inside.</summary>
internal readonly record struct CsvField(int Start, int Length, bool Quoted, bool Escaped);
