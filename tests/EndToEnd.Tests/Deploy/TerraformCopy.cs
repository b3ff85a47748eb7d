using Xunit;

namespace FlowLang.EndToEnd.Tests.Deploy;

/// <summary>A copy of our Terraform files, changed.</summary>
internal static class TerraformCopy
{
    /// <summary>Copies where that is not done yet, and replaces a text, which has to be there.</summary>
    public static void Mutate(string folder, string file, string find, string replacement)
    {
        if (!Directory.Exists(folder))
        {
            RepositoryRoot.Copy(Terraform.Modules, folder);
        }

        string path = Path.Combine(folder, file);
        string text = File.ReadAllText(path);
        Assert.Contains(find, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(find, replacement, StringComparison.Ordinal));
    }
}
