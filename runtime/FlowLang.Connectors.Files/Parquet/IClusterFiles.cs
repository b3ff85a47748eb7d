using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>Parquet files that are nowhere on this machine, and that a cluster reads by itself at the same addresses.</summary>
internal interface IClusterFiles
{
    /// <summary>The source as the user knows it.</summary>
    string Name { get; }

    /// <summary>The columns the program was compiled for.</summary>
    ImmutableArray<Column> Columns { get; }

    /// <summary>Whether a query reads which file and row a record is from.</summary>
    bool NeedsOrigin { get; }

    /// <summary>The files of a run, by address; throws RT2001 where there are none.</summary>
    Task<ImmutableArray<DataFile>> ListAsync(BatchRun run, CancellationToken cancel);
}
