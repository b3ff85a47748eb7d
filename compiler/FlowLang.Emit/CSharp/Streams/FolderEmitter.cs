using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Folders of files as the store of a stream.</summary>
internal static class FolderEmitter
{
    public static bool Is(BoundEndpoint sink) => sink.Connector.Name == "files";

    /// <summary>Whether it is a folder beside those of a store, whose commit has its rows then.</summary>
    public static bool IsBeside(BoundEndpoint side, BoundEndpoint target) =>
        Is(side) && Is(target) && side.Connection?.Name == target.Connection?.Name;

    /// <summary>Whether values of the type are in a file as they are in a row: staged rows are JSON, whose reader has neither
    /// bytes nor intervals inside of others.</summary>
    public static bool CanWrite(FlowType type, bool isInside = false) => type switch
    {
        IntervalType or BytesType => !isInside,
        ListType list => CanWrite(list.Element.Type, true),
        MapType map => CanWrite(map.Value.Type, true),
        RowType row => row.Fields.All(f => CanWrite(f.Type.Type, true)),
        _ => true,
    };

    public static string Store(IReadOnlyList<(BoundWrite Write, RowType Row)> writes) =>
        $"new FileStreamStore({EndpointEmitter.ConnectionOf(writes[0].Write.Sink)}, [{string.Join(", ", writes.Select(Target))}])";

    private static string Target((BoundWrite Write, RowType Row) write) =>
        Target(write.Write.Name, write.Write.Sink, Literals.Columns(write.Row.Fields));

    /// <param name="name">A part of the files' names.</param>
    /// <param name="sink">The folder.</param>
    /// <param name="columns">In C#.</param>
    public static string Target(string name, BoundEndpoint sink, string columns)
    {
        OptionValues values = new(sink.Options);
        string format = sink.Descriptor.Name switch
        {
            "csv" => "Csv",
            "parquet" => "Parquet",
            _ => "JsonLines",
        };
        IEnumerable<string> options =
        [
            $"Options = {EndpointEmitter.FileOptions(sink, format, "Append", values)}",
            .. values.Set("roll_size", "RollSize", OptionValues.SizeOf),
            .. values.Set("roll_every", "RollEvery", OptionValues.DurationOf),
        ];
        return $"new FileTarget({Literals.Text(name)}, {EndpointEmitter.Argument(sink)}, FileFormat.{format}, "
            + $"{columns}) {{ {string.Join(", ", options)} }}";
    }
}
