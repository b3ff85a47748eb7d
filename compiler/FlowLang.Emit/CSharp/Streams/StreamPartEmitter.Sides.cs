using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Outputs beside the targets. Folders beside those of a store are its own, so that it commits them with its targets.</summary>
internal sealed partial class StreamPartEmitter
{
    private const string FoldersName = "folders";

    /// <summary>Statements before the topology: what several parts of it share.</summary>
    public IEnumerable<string> Shared =>
        HasFolders ? Captures.Append($"FileStreamStore {FoldersName} = {StreamEndpoints.Store(Stored())};") : Captures;

    // Whether the store, which is one of files, has folders beside its targets.
    private bool HasFolders => StreamEndpoints.SideSinks(plan).Any(IsOfStore);

    private bool IsOfStore(BoundEndpoint side) => FolderEmitter.IsBeside(side, plan.Routes[0].Write.Sink);

    private string Side(StreamSide side) => FolderEmitter.Is(side.Endpoint)
        ? Folder(side.Endpoint, "Output", FolderEmitter.Target(side.Name, side.Endpoint, side.Columns))
        : StreamEndpoints.Side(side.Endpoint, side.Columns);

    // Null where a bad record makes the stream fail.
    private string? DeadLetters(StreamSymbol stream) =>
        StreamEndpoints.DeadLetterSink(stream) is { } sink && FolderEmitter.Is(sink)
            ? Folder(sink, "DeadLetters", FolderEmitter.Target($"{stream.Name}.bad", sink, "DeadLetterRows.All"))
            : StreamEndpoints.DeadLetters(stream);

    private string Folder(BoundEndpoint sink, string method, string target) => IsOfStore(sink)
        ? $"{FoldersName}.{method}({target})"
        : $"new FolderOutput({EndpointEmitter.ConnectionOf(sink)}, {target})";
}
