using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FlowLang.Architecture.Tests;

/// <summary>What a compiled assembly names: other assemblies, types and members of them.</summary>
internal sealed record AssemblyFile(string Name, IReadOnlySet<string> References, IReadOnlySet<string> Types, IReadOnlySet<string> Members)
{
    public static AssemblyFile Read(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        using PEReader image = new(file);
        MetadataReader reader = image.GetMetadataReader();
        HashSet<string> members = [];
        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                string owner = FullName(reader, reader.GetTypeReference((TypeReferenceHandle)member.Parent));
                members.Add(owner + "." + reader.GetString(member.Name));
            }
        }

        return new AssemblyFile(
            name,
            reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).ToHashSet(),
            reader.TypeReferences.Select(handle => FullName(reader, reader.GetTypeReference(handle))).ToHashSet(),
            members);
    }

    private static string FullName(MetadataReader reader, TypeReference type) =>
        reader.GetString(type.Namespace) + "." + reader.GetString(type.Name);
}
