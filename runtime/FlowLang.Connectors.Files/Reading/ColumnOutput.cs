namespace FlowLang.Connectors.Files;

/// <summary>A declared column that a pass reads, and where in the chunk it is written.</summary>
internal readonly record struct ColumnOutput(int Declared, int Output);
