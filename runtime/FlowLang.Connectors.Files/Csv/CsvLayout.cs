using System.Collections.Immutable;

namespace FlowLang.Connectors.Files;

/// <summary>Where the declared columns stand in a file's records (from 0), and how many fields these have.</summary>
internal readonly record struct CsvLayout(ImmutableArray<int> Positions, int FieldCount);
