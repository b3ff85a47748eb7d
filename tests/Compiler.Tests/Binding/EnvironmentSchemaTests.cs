using System.Collections.Immutable;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Xunit;

namespace FlowLang.Compiler.Tests.Binding;

/// <summary>A source that takes its type from the lock fits what the lock knows of each environment (FL5050).</summary>
public sealed class EnvironmentSchemaTests
{
    private static readonly RowField s_id = new("id", new TypeRef(IntegerType.Int64));
    private static readonly RowField s_name = new("name", new TypeRef(TextType.Instance, true));

    [Fact]
    public void More_columns_and_fewer_nulls_fit() =>
        Assert.Empty(Codes(s_id, new("name", new TypeRef(TextType.Instance)), new("more", new TypeRef(TextType.Instance))));

    [Fact]
    public void A_missing_column_does_not() => Assert.Equal(["FL5050"], Codes(s_id));

    [Fact]
    public void Another_type_does_not() => Assert.Equal(["FL5050"], Codes(s_id with { Type = new TypeRef(TextType.Instance) }, s_name));

    [Fact]
    public void New_nulls_do_not() => Assert.Equal(["FL5050"], Codes(s_id with { Type = new TypeRef(IntegerType.Int64, true) }, s_name));

    private static IEnumerable<string> Codes(params RowField[] there)
    {
        SyntaxTree tree = Parser.Parse(new SourceText("main.flow", """
            connection lake: files { root: "." }
            source zones from lake.csv("zones.csv")
            """));
        SchemaCatalog catalog = new(ImmutableDictionary<string, RowType>.Empty.Add("zones", new RowType([s_id, s_name])))
        {
            Environments = ImmutableSortedDictionary<string, ImmutableDictionary<string, RowType>>.Empty
                .Add("prod", ImmutableDictionary<string, RowType>.Empty.Add("zones", new RowType([.. there]))),
        };
        return Binder.Bind([tree], catalog).Diagnostics.Where(d => d.IsError).Select(d => d.Code);
    }
}
