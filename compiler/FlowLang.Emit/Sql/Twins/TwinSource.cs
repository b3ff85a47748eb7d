using System.Collections.Immutable;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.Sql.Twins;

/// <summary>Rows of a test in a file of JSON lines.</summary>
public static class TwinSource
{
    /// <summary>The connection of all these files.</summary>
    public const string Connection = "given";

    private static readonly ConnectorDescriptor s_files = ConnectorCatalogue.All.First(c => c.Name == "files");

    /// <summary>What a test gives of a stream: the columns that its query reads, each as a whole.</summary>
    public static RowType RowOf(StreamRead read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new([.. read.Stream.Row.Fields.Where(f => read.Row.Find(f.Name) is not null)]);
    }

    public static string PathOf(string file) => $"{file}.jsonl";

    /// <summary>A file as a source.</summary>
    /// <param name="relation">What plans and errors call it.</param>
    /// <param name="file">Its name, without the ending.</param>
    public static SourceSymbol Of(string relation, string file, RowType row, TextSpan span)
    {
        EndpointDescriptor json = s_files.Endpoints.First(e => e.Name == "json");
        BoundEndpoint endpoint = new(
            new ConnectionSymbol(Connection, s_files, [], span), s_files, json,
            [new BoundOption("path", new TextOption(PathOf(file)), span)], span);
        return new SourceSymbol(relation, endpoint, row, [], RejectsBadRecords: false, span);
    }
}
