using FlowLang.Planning.Stream;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Outputs beside the targets. Folders of files are the store's own, so that it commits them with its targets.</summary>
internal sealed partial class StreamPartEmitter
{
    private const string FoldersName = "folders";

    /// <summary>Statements before the topology: what several parts of it share.</summary>
    public IEnumerable<string> Shared =>
        HasFolders ? Captures.Append($"FileStreamStore {FoldersName} = {StreamEndpoints.Store(Stored())};") : Captures;

    // Whether the store, which is one of files, has folders beside its targets.
    private bool HasFolders => plan.Routes.SelectMany(route => StreamPlanner.LateSinks(route.Query).Append(route.Write.Rejects))
        .Concat(plan.Reads.Select(read => StreamEndpoints.DeadLetterSink(read.Stream)))
        .Any(side => side is not null && FolderEmitter.Is(side));

    private string Side(StreamSide side) => FolderEmitter.Is(side.Endpoint)
        ? $"{FoldersName}.Output({FolderEmitter.Target(side.Name, side.Endpoint, side.Columns)})"
        : StreamEndpoints.Side(side.Endpoint, side.Columns);

    // Null where a bad record makes the stream fail.
    private static string? DeadLetters(StreamSymbol stream) =>
        StreamEndpoints.DeadLetterSink(stream) is { } sink && FolderEmitter.Is(sink)
            ? $"{FoldersName}.DeadLetters({FolderEmitter.Target($"{stream.Name}.bad", sink, "DeadLetterRows.All")})"
            : StreamEndpoints.DeadLetters(stream);
}
