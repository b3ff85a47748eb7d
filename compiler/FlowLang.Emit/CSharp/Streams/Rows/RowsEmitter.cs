using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Writes the list of a target's rows: a subclass of `StreamRows` that hands each value to a writer without boxing it.</summary>
internal sealed class RowsEmitter(StructTypes types)
{
    private readonly CodeWriter _code = new();
    private readonly NameScope _names = new();

    /// <param name="className">Of the subclass.</param>
    /// <param name="rowName">The record struct of a row.</param>
    /// <param name="row">Its columns, in order.</param>
    /// <param name="isUpdates">Rows can stand for keys that are no longer there: the list `Deleted` tells of each row.</param>
    /// <param name="types">Of the file.</param>
    /// <param name="parent">`StreamRows`, or a class of it.</param>
    public static string Emit(
        string className, string rowName, RowType row, bool isUpdates, StructTypes types, string parent = "StreamRows")
    {
        RowsEmitter emitter = new(types);
        foreach (string taken in (ReadOnlySpan<string>)["row", "writer", "from", "to"])
        {
            emitter.Take(taken);
        }

        emitter.Class(className, rowName, row, isUpdates, parent);
        return emitter._code.ToString();
    }

    private void Class(string className, string rowName, RowType row, bool isUpdates, string parent)
    {
        _code.Line("/// <summary>Rows for one target.</summary>");
        _code.Line($"internal sealed class {className} : {parent}");
        using (_code.Block())
        {
            _code.Line($"private static readonly ImmutableArray<Column> s_columns = {Literals.Columns(row.Fields)};");
            _code.Line();
            _code.Line($"public List<{rowName}> Items {{ get; }} = [];");
            _code.Line();
            if (isUpdates)
            {
                _code.Line("/// <summary>Of each row.</summary>");
                _code.Line("public List<bool> Deleted { get; } = [];");
                _code.Line();
            }

            _code.Line("public override ImmutableArray<Column> Columns => s_columns;");
            _code.Line();
            _code.Line("public override int Count => Items.Count;");
            _code.Line();
            if (isUpdates)
            {
                _code.Line("public override bool IsDeleted(int index) => Deleted[index];");
                _code.Line();
            }

            _code.Line("public override void Write<TWriter>(int from, int to, ref TWriter writer)");
            using (_code.Block())
            {
                _code.Line($"foreach (ref readonly {rowName} row in CollectionsMarshal.AsSpan(Items)[from..to])");
                using (_code.Block())
                {
                    _code.Line("writer.BeginRow();");
                    Fields("row", row);
                    _code.Line("writer.EndRow();");
                }
            }
        }
    }

    private void Fields(string place, RowType row)
    {
        string[] properties = RowStruct.Properties(row.Fields.Select(f => f.Name));
        for (int i = 0; i < properties.Length; i++)
        {
            Value($"{place}.{properties[i]}", row.Fields[i].Type);
        }
    }

    private void Value(string text, TypeRef type)
    {
        if (!type.Nullable)
        {
            Present(text, type.Type);
            return;
        }

        string some = Take(text[(text.LastIndexOf('.') + 1)..]);
        _code.Line($"if ({text} is {{ }} {some})");
        using (_code.Block())
        {
            Present(some, type.Type);
        }

        _code.Line("else");
        using (_code.Block())
        {
            _code.Line("writer.Null();");
        }

        _code.Line();
    }

    private void Present(string text, FlowType type)
    {
        switch (type)
        {
            case ListType list:
                string item = Take("item");
                _code.Line($"writer.BeginList({text}.Span.Length);");
                _code.Line($"foreach ({types.Name(list.Element.OrNull)} {item} in {text}.Span)");
                using (_code.Block())
                {
                    Value(item, list.Element.OrNull);
                }

                _code.Line("writer.EndList();");
                break;
            case MapType map:
                (string at, string entry) = (Take("at"), Take("entry"));
                _code.Line($"writer.BeginMap({text}.Keys.Span.Length);");
                _code.Line($"for (int {at} = 0; {at} < {text}.Keys.Span.Length; {at}++)");
                using (_code.Block())
                {
                    _code.Line($"writer.Text({text}.Keys[{at}]);");
                    _code.Line($"{types.Name(map.Value.OrNull)} {entry} = {text}.Values[{at}];");
                    Value(entry, map.Value.OrNull);
                }

                _code.Line("writer.EndMap();");
                break;
            case RowType row:
                _code.Line("writer.BeginStruct();");
                Fields(text, row);
                _code.Line("writer.EndStruct();");
                break;
            default:
                _code.Line(Scalar(text, type));
                break;
        }
    }

    private string Take(string name) => _names.Take(Names.Camel(name));

    // -0 is 0 in targets.
    private static string Scalar(string text, FlowType type) => type switch
    {
        BoolType => $"writer.Bool({text});",
        IntegerType or NullType => $"writer.Integer({text});",
        FloatType { Bits: 32 } => $"writer.Single({text} + 0);",
        FloatType => $"writer.Float({text} + 0);",
        DecimalType number => $"writer.Decimal({text}, {number.Scale});",
        TextType or EnumType => $"writer.Text({text});",
        JsonType => $"writer.Json({text});",
        BytesType => $"writer.Bytes({text});",
        UuidType => $"writer.Uuid({text});",
        DateType => $"writer.Date({text});",
        TimeType => $"writer.Time({text});",
        DateTimeType => $"writer.DateTime({text});",
        InstantType => $"writer.Instant({text});",
        IntervalType => $"writer.Interval({text});",
        _ => throw new System.Diagnostics.UnreachableException(type.ToString()),
    };
}
