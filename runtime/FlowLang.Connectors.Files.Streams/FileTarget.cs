using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files.Streams;

/// <summary>A folder that a write of a stream fills with files.</summary>
/// <param name="Name">The write's: a part of the files' names.</param>
/// <param name="Folder">Below the connection's root, with a <c>/</c> at its end.</param>
/// <param name="Columns">Of the rows, in order.</param>
public sealed record FileTarget(string Name, string Folder, FileFormat Format, ImmutableArray<Column> Columns)
{
    /// <summary>As for a batch write; its mode means nothing here.</summary>
    public FileSinkOptions Options { get; init; } = new();

    /// <summary>A file is complete when its rows have so many bytes as JSON.</summary>
    public long RollSize { get; init; } = 128 << 20;

    /// <summary>A file is complete so long after its first row.</summary>
    public TimeSpan RollEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>As users know it: <c>lake.parquet("trips/")</c>.</summary>
    internal string NameIn(FilesConnection connection) => $"{connection.Name}.{Format.Verb()}(\"{Folder}\")";
}
