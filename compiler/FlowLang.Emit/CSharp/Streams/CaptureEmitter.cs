using System.Collections.Immutable;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>`pg.cdc("t") { … }` as a call of the runtime's connector.</summary>
internal static class CaptureEmitter
{
    /// <summary>What a reader of a slot is made of: the connection, and options.</summary>
    /// <param name="tables">
    /// The places, which have one slot, with the columns that the program was compiled for; none for whatever the table has.
    /// </param>
    /// <param name="mayRepeat">Whether rows of an interrupted snapshot may come again.</param>
    public static string Arguments(ImmutableArray<(BoundEndpoint Place, ImmutableArray<RowField> Columns)> tables, bool mayRepeat)
    {
        BoundEndpoint first = tables[0].Place;
        string[] options =
        [
            $"Publication = {Literals.Text(first.Text("publication") ?? "")}", $"Slot = {Literals.Text(first.Text("slot") ?? "")}",
            $"Snapshot = CaptureSnapshot.{Names.Pascal(first.Choice("snapshot") ?? "initial")}",
            $"Tables = {Literals.List(tables.Select(table => Table(table.Place, table.Columns)))}",
            .. mayRepeat ? ["MayRepeatSnapshot = true"] : Array.Empty<string>(),
        ];
        return $"{EndpointEmitter.ConnectionOf(first)}, new CaptureOptions {{ {string.Join(", ", options)} }}";
    }

    private static string Table(BoundEndpoint place, ImmutableArray<RowField> columns) =>
        $"new CaptureTable({EndpointEmitter.Argument(place)}, {(columns.IsEmpty ? "[]" : Literals.Columns(columns))})";
}
