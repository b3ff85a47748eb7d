using System.Collections;
using System.Reflection;
using FlowLang.Semantics.Types;

namespace FlowLang.Conformance.Tests.Engine;

/// <summary>Rows of the source `data` as the record structs of generated code.</summary>
internal static class CSharpRows
{
    public static IList Read(Type type, RowType row, Input input)
    {
        ConstructorInfo constructor = type.GetConstructors().Single(c => c.GetParameters().Length == row.Fields.Length);
        Type[] types = [.. constructor.GetParameters().Select(p => p.ParameterType)];
        object? list = Activator.CreateInstance(typeof(List<>).MakeGenericType(type));
        var rows = (IList)(list ?? throw new InvalidOperationException(type.Name));
        for (int i = 0; i < input.Cells.Count; i++)
        {
            IReadOnlyList<string> cells = input.Cells[i];
            object?[] values = [.. row.Fields.Select((f, c) => Cell(f, types[c], i, cells, input))];
            rows.Add(constructor.Invoke(values));
        }

        return rows;
    }

    private static object? Cell(RowField field, Type type, int row, IReadOnlyList<string> cells, Input input)
    {
        int column = input.Columns.ToList().FindIndex(c => c.Name == field.Name);
        return field.Name switch
        {
            "id" => (long)row,
            _ => CSharpValues.Parse(cells[column], field.Type.Type, type),
        };
    }
}
