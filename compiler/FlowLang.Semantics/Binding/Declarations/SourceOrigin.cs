using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>
/// `source_file` and `source_row` of file rows: columns like others where the source names them (`expose`, `key`), hidden ones where only
/// queries do, and not there at all where nobody does.
/// </summary>
internal sealed record SourceOrigin(RowType Row, ImmutableArray<string> Exposed, ImmutableArray<string> Hidden)
{
    private static readonly ImmutableArray<(string Name, FlowType Type)> Columns =
        [("source_file", TextType.Instance), ("source_row", IntegerType.Int64)];

    public static SourceOrigin Of(SourceSyntax syntax, BoundEndpoint endpoint, RowType declared, BindingContext context)
    {
        ImmutableArray<string> asked = (endpoint.Find("expose") as TextListOption)?.Values ?? [];
        foreach (string odd in asked.Where(name => Columns.All(column => column.Name != name)))
        {
            context.Report(TypeDiagnostics.ExposedColumnUnknown(endpoint.Options.First(o => o.Name == "expose").Span, odd));
        }

        if (!endpoint.Descriptor.HasOrigin)
        {
            return new SourceOrigin(declared, [], []);
        }

        ImmutableArray<string> key = (endpoint.Find("key") as TextListOption)?.Values ?? [];
        ImmutableArray<RowField>.Builder fields = ImmutableArray.CreateBuilder<RowField>();
        List<string> exposed = [];
        List<string> hidden = [];
        foreach ((string name, FlowType type) in Columns)
        {
            bool isVisible = asked.Contains(name) || key.Contains(name);
            if (declared.Find(name) is not null)
            {
                if (asked.Contains(name))
                {
                    context.Report(NameDiagnostics.ColumnExists(syntax.Name.Span, name));
                }
            }
            else if (isVisible || context.Session.IsMentioned(name))
            {
                fields.Add(new RowField(name, new TypeRef(type)));
                exposed.Add(name);
                if (!isVisible)
                {
                    hidden.Add(name);
                }
            }
        }

        return new SourceOrigin(new RowType([.. declared.Fields, .. fields]), [.. exposed], [.. hidden]);
    }
}
