using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FlowLang.Semantics.Types;

namespace FlowLang.Driver.Locking;

/// <summary>Reads a type back from the text that a type prints as, such as <c>decimal(12, 2)?</c>. Throws <see
/// cref="FormatException"/>.</summary>
public static class TypeText
{
    private static readonly ImmutableDictionary<string, FlowType> Primitives = new FlowType[]
    {
        BoolType.Instance, IntegerType.Int16, IntegerType.Int32, IntegerType.Int64, FloatType.Float32, FloatType.Float64,
        TextType.Instance, BytesType.Instance, UuidType.Instance, DateType.Instance, TimeType.Instance, InstantType.Instance,
        DateTimeType.Instance, IntervalType.Instance, JsonType.Instance,
    }.ToImmutableDictionary(t => t.ToString());

    public static TypeRef Parse(string text)
    {
        Reader reader = new(text);
        TypeRef type = reader.Type();
        return reader.IsAtEnd ? type : throw reader.Mistake();
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public bool IsAtEnd
        {
            get
            {
                SkipSpace();
                return _at == text.Length;
            }
        }

        public FormatException Mistake() => new($"`{text}` is not a type");

        public TypeRef Type()
        {
            TypeRef type = new(Core());
            while (true)
            {
                if (Take('?'))
                {
                    type = type.OrNull;
                }
                else if (Take('['))
                {
                    Expect(']');
                    type = new TypeRef(new ListType(type));
                }
                else
                {
                    return type;
                }
            }
        }

        private FlowType Core()
        {
            if (Take('{'))
            {
                return Struct();
            }

            string name = Name();
            return name switch
            {
                "decimal" => Decimal(),
                "map" => Map(),
                "enum" => Enum(),
                _ => Primitives.GetValueOrDefault(name) ?? throw Mistake(),
            };
        }

        private DecimalType Decimal()
        {
            Expect('(');
            int precision = Number();
            Expect(',');
            int scale = Number();
            Expect(')');
            return precision is > 0 and <= DecimalType.MaxPrecision && scale >= 0 && scale <= precision
                ? new DecimalType(precision, scale)
                : throw Mistake();
        }

        private MapType Map()
        {
            Expect('<');
            _ = Name();
            Expect(',');
            TypeRef value = Type();
            Expect('>');
            return new MapType(value);
        }

        private EnumType Enum()
        {
            ImmutableArray<string>.Builder values = ImmutableArray.CreateBuilder<string>();
            Expect('(');
            do
            {
                values.Add(Quoted('"'));
            }
            while (Take(','));
            Expect(')');
            return new EnumType(values.ToImmutable());
        }

        private RowType Struct()
        {
            ImmutableArray<RowField>.Builder fields = ImmutableArray.CreateBuilder<RowField>();
            while (!Take('}'))
            {
                SkipSpace();
                string name = _at < text.Length && text[_at] == '`' ? Quoted('`') : Name();
                Expect(':');
                fields.Add(new RowField(name, Type()));
                Take(',');
            }

            return new RowType(fields.ToImmutable());
        }

        private string Name()
        {
            SkipSpace();
            int start = _at;
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_'))
            {
                _at++;
            }

            return _at > start ? text[start.._at] : throw Mistake();
        }

        private int Number() =>
            int.TryParse(Name(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw Mistake();

        private string Quoted(char quote)
        {
            Expect(quote);
            StringBuilder value = new();
            while (_at < text.Length && text[_at] != quote)
            {
                _at += text[_at] == '\\' && _at + 1 < text.Length ? 1 : 0;
                value.Append(text[_at++]);
            }

            Expect(quote);
            return value.ToString();
        }

        private bool Take(char c)
        {
            SkipSpace();
            if (_at < text.Length && text[_at] == c)
            {
                _at++;
                return true;
            }

            return false;
        }

        private void Expect(char c)
        {
            if (!Take(c))
            {
                throw Mistake();
            }
        }

        private void SkipSpace()
        {
            while (_at < text.Length && text[_at] == ' ')
            {
                _at++;
            }
        }
    }
}
