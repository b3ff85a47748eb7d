using System.Collections.Immutable;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>`pg.cdc("t") { … }` as a call of the runtime's connector.</summary>
internal static class CaptureEmitter
{
    /// <param name="endpoint">The place.</param>
    /// <param name="columns">Those that the program was compiled for; none for whatever the table has.</param>
    /// <param name="mayRepeat">Whether rows of an interrupted snapshot may come again.</param>
    public static string Source(BoundEndpoint endpoint, ImmutableArray<RowField> columns, bool mayRepeat)
    {
        string table = $"new CaptureTable({EndpointEmitter.Argument(endpoint)}, {(columns.IsEmpty ? "[]" : Literals.Columns(columns))})";
        string[] options =
        [
            $"Publication = {Literals.Text(endpoint.Text("publication") ?? "")}", $"Slot = {Literals.Text(endpoint.Text("slot") ?? "")}",
            $"Snapshot = CaptureSnapshot.{Names.Pascal(endpoint.Choice("snapshot") ?? "initial")}", $"Tables = [{table}]",
            .. mayRepeat ? ["MayRepeatSnapshot = true"] : Array.Empty<string>(),
        ];
        return $"new CaptureSource({EndpointEmitter.ConnectionOf(endpoint)}, new CaptureOptions {{ {string.Join(", ", options)} }})";
    }
}
