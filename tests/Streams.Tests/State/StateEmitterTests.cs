using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Streams;
using FlowLang.Emit.Text;
using FlowLang.Semantics.Types;
using FlowLang.Streams.Tests.Support;

namespace FlowLang.Streams.Tests.State;

/// <summary>Generated code that keeps an operator's groups.</summary>
public sealed class StateEmitterTests
{
    private const string Probe = """
        public struct Group
        {
            public Count Rides;
            public DecimalSum Total;
            public Minimum<string, TextOrder> First;
            public Distinct<Items<long?>> Lists;
            public List<RideRow>? Rows;
        }

        public static class Probe
        {
            public static string Run()
            {
                Key key = new(7, null, DateTime.UnixEpoch.AddTicks(10), new Struct(-1, "é"));
                Group a = default;
                a.Rides.Add();
                a.Total.Add(Int128.MinValue / 4);
                a.First.Add("b");
                a.Rows = [new(1, [1, 2])];
                Group b = Copy(a);
                b.Lists.Add(new([1, null]));
                b.First.Add("a");
                b.Rows.Add(new(2, []));
                RidesState.Merge(ref a, in b);
                Group c = Copy(a);
                StateWriter keys = default;
                RidesState.WriteKey(in key, ref keys);
                StateReader read = new(keys.Written);
                Key again = RidesState.ReadKey(ref read);
                return $"{again == key} {read.IsAtEnd} {keys.Length} {c.Rides.Result} {c.First.Result} {c.Lists.Result} " +
                    $"{c.Total.TryResult(out _)} {string.Join(' ', c.Rows.ConvertAll(r => $"{r.Id}:{r.Bytes.Length}"))}";
            }

            private static Group Copy(in Group group)
            {
                StateWriter writer = default;
                RidesState.WriteGroup(in group, ref writer);
                StateReader reader = new(writer.ToArray());
                Group copy = RidesState.ReadGroup(ref reader);
                return reader.IsAtEnd ? copy : throw new InvalidOperationException("bytes are left");
            }
        }

        public readonly record struct RideRow(long Id, byte[] Raw)
        {
            public Bytes Bytes => new(Raw);

            public RideRow(long id, Bytes bytes)
                : this(id, bytes.Span.ToArray())
            {
            }
        }
        """;

    [Fact]
    public void Keys_and_groups_of_all_types_are_read_back_and_merged()
    {
        StructTypes types = new();
        RowType inner = new([new("n", new TypeRef(IntegerType.Int32)), new("t", new TypeRef(TextType.Instance, true))]);
        RowType key = new(
        [
            new("zone", new TypeRef(IntegerType.Int16)), new("tag", new TypeRef(TextType.Instance, true)),
            new("at", new TypeRef(InstantType.Instance, true)), new("inner", new TypeRef(inner, true)),
        ]);
        RowType ride = new([new("id", new TypeRef(IntegerType.Int64)), new("bytes", new TypeRef(BytesType.Instance))]);
        GroupStruct group = new(
            "Group",
            [
                new("Rides", "Count", null), new("Total", "DecimalSum", null),
                new("First", "Minimum<string, TextOrder>", TextType.Instance),
                new("Lists", "Distinct<Items<long?>>", new ListType(new TypeRef(IntegerType.Int64))),
            ],
            new GroupRows("RideRow", ride));
        string keyName = types.Declare("Key", key);
        StateForms forms = new(types);
        CodeWriter code = new();
        code.Line(StateEmitter.Emit("RidesState", keyName, key, group, forms));
        forms.Write(code);
        types.Write(code);

        object? answer = GeneratedCode.Compile(code + Probe).Call("Probe", "Run");

        Assert.Equal("True True 10 2 a 1 True 1:2 1:2 2:0", answer);
    }
}
